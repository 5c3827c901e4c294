"""What the regulation says: TOML data with its source beside each table, and pure functions over it."""
