"""The read-only SPARQL endpoint; ``kg.web.server`` starts it, ``kg.web.app`` is it, ``kg.web.workers`` answers queries in processes."""
