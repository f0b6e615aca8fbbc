"""What the questions' expected values are worked out with: nothing here shares code with the product."""
