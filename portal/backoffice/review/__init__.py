"""What officers see of a claim and what they can decide: panels, boxes on the page, words, the queue."""
