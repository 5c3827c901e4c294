"""Untrusted files in: find, sniff, guard, archive, read. Whatever arrives, the batch goes on."""
