"""Packages and messages out."""
