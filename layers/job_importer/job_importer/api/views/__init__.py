"""What the API shows of each document: response models, and pure functions from a stored document to its view."""
