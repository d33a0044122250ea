"""How a story plays the product from outside: over HTTP as phones and browsers do, and by the messages it sends."""
