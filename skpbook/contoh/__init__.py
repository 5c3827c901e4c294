"""The sample instansi: people and papers of samples/, a large one after its likeness, and planted faults."""
