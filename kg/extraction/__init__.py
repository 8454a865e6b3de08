"""From a document to its claims: a cascade of finite-state stages over the raw text, in the manner of FASTUS."""
