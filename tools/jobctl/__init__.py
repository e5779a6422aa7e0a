"""jobctl: the Job Importer from the command line."""
