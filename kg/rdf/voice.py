"""Names the root voice of a claim, by which corroboration is counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.model import Claim, Document


def root_claimant(claim: Claim, document: Document) -> str:
    """Return the name of the voice that a claim goes back to, as far as the source tells.

    Whom the claimant relays comes first, then the body that a person speaks for, then the claimant. In the document's
    own voice it is the agency whose report the publisher carries, else the publisher, else the file.

    Args:
        claim: What is said.
        document: Where it stands.
    """
    for actor in (claim.relays, claim.on_behalf_of, claim.claimant.actor):
        if actor is not None:
            return actor.name
    return document.agency or document.publisher or document.file
