"""The closed vocabularies of a reading, as the reading contract (version 1) fixes them.

A value that is not listed here is never written into a claim. Values are the JSON strings themselves.
"""

from enum import StrEnum


class ClaimKind(StrEnum):
    """What sort of thing a report says."""

    INCIDENT = "incident"
    TOLL = "toll"
    STATUS = "status"
    CONTROL = "control"
    DIRECTIVE = "directive"
    ASSESSMENT = "assessment"


class Realis(StrEnum):
    """How the report tells the happening: as a fact, hedged, denied, ahead, conditional, or as context."""

    ASSERTED = "asserted"
    ALLEGED = "alleged"
    DENIED = "denied"
    PLANNED = "planned"
    HYPOTHETICAL = "hypothetical"
    BACKGROUND = "background"


class ClaimantClass(StrEnum):
    """Who stands behind a claim."""

    OFFICIAL = "official"
    ARMED_GROUP = "armed_group"
    MEDIC = "medic"
    WITNESS = "witness"
    MEDIA = "media"
    UN = "un"
    NGO = "ngo"
    COMPANY = "company"
    ANALYST = "analyst"
    UNNAMED = "unnamed"


class ActorClass(StrEnum):
    """What sort of party an actor is."""

    STATE_FORCES = "state_forces"
    POLICE = "police"
    GOVERNMENT = "government"
    ARMED_GROUP = "armed_group"
    MILITIA = "militia"
    CIVILIANS = "civilians"
    UN = "un"
    NGO = "ngo"
    MEDIA = "media"
    BUSINESS = "business"
    UNKNOWN = "unknown"


class PlaceUse(StrEnum):
    """How a place name is used in the text; only the first three may stand in a ``where``."""

    LITERAL = "literal"
    METONYMIC = "metonymic"
    MODIFIER = "modifier"
    DEMONYM = "demonym"
    LANGUAGE = "language"
    EMBEDDED = "embedded"
    HOMONYM = "homonym"


class Relation(StrEnum):
    """How a happening lies to the place that is named."""

    IN = "in"
    NEAR = "near"
    BETWEEN = "between"
    ALONG = "along"
    FROM = "from"
    OUTSIDE = "outside"


class Precision(StrEnum):
    """How finely a time is told."""

    INSTANT = "instant"
    HOUR = "hour"
    PART_OF_DAY = "part_of_day"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class IncidentType(StrEnum):
    """What happened."""

    ARMED_CLASH = "armed_clash"
    RAID = "raid"
    AMBUSH = "ambush"
    SHOOTING = "shooting"
    BOMBING = "bombing"
    SUICIDE_ATTACK = "suicide_attack"
    AIR_STRIKE = "air_strike"
    DRONE_STRIKE = "drone_strike"
    SHELLING = "shelling"
    ABDUCTION = "abduction"
    ARREST = "arrest"
    RELEASE = "release"
    EXECUTION = "execution"
    SEXUAL_VIOLENCE = "sexual_violence"
    LOOTING = "looting"
    ARSON = "arson"
    DESTRUCTION = "destruction"
    BLOCKADE = "blockade"
    SEIZURE = "seizure"
    PRISON_BREAK = "prison_break"
    PROTEST = "protest"
    RIOT = "riot"
    CRACKDOWN = "crackdown"
    STRIKE_SHUTDOWN = "strike_shutdown"
    SECURITY_OPERATION = "security_operation"
    DISARMED = "disarmed"
    AGREEMENT = "agreement"
    DISPLACEMENT = "displacement"
    NATURAL_DISASTER = "natural_disaster"
    ACCIDENT = "accident"
    OTHER = "other"


class Means(StrEnum):
    """With what it was done."""

    FIREARMS = "firearms"
    IED = "ied"
    MINE = "mine"
    SUICIDE_VEST = "suicide_vest"
    VEHICLE_BOMB = "vehicle_bomb"
    GRENADE = "grenade"
    MORTAR = "mortar"
    ROCKET = "rocket"
    ARTILLERY = "artillery"
    MISSILE = "missile"
    AIRCRAFT = "aircraft"
    DRONE = "drone"
    FIRE = "fire"
    EDGED = "edged"
    OTHER = "other"


class Harm(StrEnum):
    """What was done to people; ``casualties`` is killed or injured, not told apart."""

    KILLED = "killed"
    INJURED = "injured"
    CASUALTIES = "casualties"
    MISSING = "missing"
    ABDUCTED = "abducted"
    DETAINED = "detained"
    DISPLACED = "displaced"
    SURRENDERED = "surrendered"


class Qualifier(StrEnum):
    """How a number is bounded by its words."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ABOUT = "about"
    RANGE = "range"
    VAGUE = "vague"
    NONE = "none"


class Victims(StrEnum):
    """Which people were harmed."""

    CIVILIANS = "civilians"
    SECURITY_FORCES = "security_forces"
    ARMED_GROUP = "armed_group"
    OFFICIALS = "officials"
    AID_WORKERS = "aid_workers"
    HEALTH_WORKERS = "health_workers"
    JOURNALISTS = "journalists"
    CHILDREN = "children"
    WOMEN = "women"
    FOREIGNERS = "foreigners"
    MIXED = "mixed"
    UNKNOWN = "unknown"


class Scope(StrEnum):
    """What a toll sums: one incident, a day, a period, or everything since a beginning."""

    INCIDENT = "incident"
    DAY = "day"
    PERIOD = "period"
    CUMULATIVE = "cumulative"


class Unit(StrEnum):
    """What a toll counts; never converted."""

    PERSONS = "persons"
    FAMILIES = "families"
    HOUSEHOLDS = "households"


class AssetType(StrEnum):
    """Something people depend on."""

    ROAD = "road"
    RAIL = "rail"
    BRIDGE = "bridge"
    TUNNEL = "tunnel"
    PASS = "pass"
    AIRPORT = "airport"
    PORT = "port"
    BORDER_CROSSING = "border_crossing"
    TRANSPORT_SERVICE = "transport_service"
    MOBILE = "mobile"
    INTERNET = "internet"
    POWER = "power"
    WATER = "water"
    FUEL = "fuel"
    HEALTH_FACILITY = "health_facility"
    SCHOOL = "school"
    MARKET = "market"
    AID_ACCESS = "aid_access"
    OTHER = "other"


class AssetState(StrEnum):
    """The state that a report gives to an asset."""

    OPEN = "open"
    RESTRICTED = "restricted"
    CLOSED = "closed"
    DAMAGED = "damaged"
    DESTROYED = "destroyed"
    RESTORED = "restored"


class DerivedState(StrEnum):
    """The state of an asset at a time, derived from reports; ``unknown`` is the default."""

    OPEN = "open"
    RESTRICTED = "restricted"
    CLOSED = "closed"
    DAMAGED = "damaged"
    CONTESTED = "contested"
    UNKNOWN = "unknown"


class Cause(StrEnum):
    """Why an asset is in its state, where the report says so."""

    MINES = "mines"
    FIGHTING = "fighting"
    BLOCKADE = "blockade"
    CHECKPOINT = "checkpoint"
    ORDER = "order"
    SABOTAGE = "sabotage"
    FLOOD = "flood"
    LANDSLIDE = "landslide"
    WEATHER = "weather"
    STRIKE = "strike"
    CURFEW = "curfew"
    OUTAGE = "outage"
    WORKS = "works"
    OTHER = "other"


class ControlState(StrEnum):
    """How a holder stands to a place; the holder of ``encircled`` is the besieger."""

    HELD = "held"
    TAKEN = "taken"
    LOST = "lost"
    CONTESTED = "contested"
    ENTERED = "entered"
    ENCIRCLED = "encircled"
    WITHDRAWN = "withdrawn"


class Action(StrEnum):
    """What a directive orders."""

    BAN = "ban"
    CURFEW = "curfew"
    CLOSURE = "closure"
    SHUTDOWN = "shutdown"
    EVACUATION = "evacuation"
    WARNING = "warning"
    ULTIMATUM = "ultimatum"
    MOBILISATION = "mobilisation"
    CEASEFIRE = "ceasefire"
    SANCTION = "sanction"
    OTHER = "other"


class Condition(StrEnum):
    """On what condition a restricted road may be used, by the access rules."""

    WEIGHT = "weight"
    LIGHT_ONLY = "light_only"
    ESCORT = "escort"
    DAYLIGHT_ONLY = "daylight_only"
    PERMIT = "permit"
    RELIEF_ONLY = "relief_only"
    ONE_LANE = "one_lane"
    DELAY = "delay"
    DETOUR_IN_USE = "detour_in_use"


class Extent(StrEnum):
    """Which roads a state told of no single road is told of: all of an area, or all ways to and from a place."""

    AREA = "area"
    APPROACHES = "approaches"


class Verdict(StrEnum):
    """What a judgement decides about its subject."""

    ACCEPT = "accept"
    REJECT = "reject"
    CORRECT = "correct"
    RETRACT = "retract"
    JOIN = "join"
    KEEP_APART = "keep_apart"
    GRADE = "grade"


class Marking(StrEnum):
    """Traffic Light Protocol 2.0 markings, from the narrowest to the widest."""

    RED = "TLP:RED"
    AMBER_STRICT = "TLP:AMBER+STRICT"
    AMBER = "TLP:AMBER"
    GREEN = "TLP:GREEN"
    CLEAR = "TLP:CLEAR"
