"""What `demo_claim` does through the running product, over HTTP, as its people would."""
