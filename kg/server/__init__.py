"""A build folder over HTTP."""
