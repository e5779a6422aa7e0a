"""One logger, one metrics collector, one tracer-free setup that every function shares (AWS Lambda Powertools)."""

from aws_lambda_powertools import Logger, Metrics

logger = Logger(service="job-importer")
metrics = Metrics(namespace="JobImporter", service="job-importer")
