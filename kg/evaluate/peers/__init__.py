"""Peers: other programs that ground names, on the names of our packs and measured by the same rule."""

from kg.evaluate.peers.load import PEERS, load_peer

__all__ = ["PEERS", "load_peer"]
