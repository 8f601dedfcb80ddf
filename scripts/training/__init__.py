"""Training of the project's own small models; scripts/train_heads calls it."""
