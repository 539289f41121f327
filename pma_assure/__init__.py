"""PMA Assure: the assurance register of the SMKI Policy Management Authority (no Qt, no PDF in this package)."""

__version__ = "0.1.0"
