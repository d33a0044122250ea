"""What pages of several trades show: a person's memberships, and which page stands for its kind."""
