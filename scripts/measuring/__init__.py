"""One module for each thing that is measured on labelled recordings and texts."""
