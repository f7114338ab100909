"""The claims of a passage by the trained network and the rules together."""

from collections.abc import Sequence
from dataclasses import replace

from karez.model.claim import Claim
from karez.read.attribute.where import Units
from karez.read.learned.attribution import told
from karez.read.learned.bodies import drafted
from karez.read.learned.features import features
from karez.read.learned.found import Findings, find
from karez.read.learned.links import joined
from karez.read.learned.merged import Told, merged
from karez.read.learned.network import Network
from karez.read.learned.persons import together
from karez.read.learned.sure import Sure
from karez.read.learned.windows import windows
from karez.read.passage import Passage


def learned_claims(network: Network, passage: Passage, by_rule: Sequence[Claim], unit: Units) -> tuple[Claim, ...]:
    """Return the claims that the network and the rules find, with ids that serve links alone.

    ``by_rule`` are the claims that the rules found: the network is told of them before it speaks.
    """
    findings = found(network, passage, by_rule)
    own = by_network(network, passage, findings, unit)
    claims = merged(own, by_rule, Sure.by(findings, network.card))
    return tuple(replace(claim, reader=network.name) for claim in claims)


def found(network: Network, passage: Passage, by_rule: Sequence[Claim]) -> Findings:
    """Return what the network finds."""
    cut = list(windows(passage.text, passage.sentences, network.tokenizer))
    return find(network, cut, features(passage, by_rule if network.card["rules"] else (), cut))


def by_network(network: Network, passage: Passage, findings: Findings, unit: Units) -> tuple[Told, ...]:
    """Return the network's own claims, each told once."""
    drafts = [(claim, one) for one in together(passage.text, findings.found) for claim in drafted(passage, one)]
    pairs = told(passage, drafts, unit)
    heads = {claim.id: one for claim, one in pairs}
    return tuple(Told(claim, heads[claim.id]) for claim in joined(network, passage, pairs))
