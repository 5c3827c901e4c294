"""What has come in, what was found, what was sent; nothing is ever overwritten."""
