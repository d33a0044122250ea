"""货源: verified shippers post loads, drivers find them by route, day and lorry."""
