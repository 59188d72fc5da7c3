"""What needs torch: the network as it is trained, the encoder it starts from, and the training itself."""
