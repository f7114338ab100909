"""A tiny pack for tests, as texts by file name. Composed: its places, roads and bodies are none."""

from collections.abc import Mapping

# A pack of two towns, a road between them and a port. Composed: the places are none.
TINY: Mapping[str, str] = {
    "pack.yaml": (
        "id: tiny\ntitle: Tiny\nversion: '1'\ntimezone: UTC\ncountry: XX\nbbox: [60, 20, 70, 30]\nhubs: [aby]\n"
    ),
    "nodes.csv": (
        "id,name,kind,country,district,tehsil,lat,lon,confidence,source,geonames,population,population_year,"
        "population_what,needs_context\n"
        "aby,Aby,town,XX,X1,t-aby,25.0,65.0,high,made up,,900,2023,urban locality,\n"
        "bey,Bey,town,XX,,,25.0,66.0,high,made up,,,,,\n"
    ),
    "districts.csv": (
        "id,pcode,name,population,lat,lon,valid_from,valid_to,confidence,source\n"
        "district-aby,X1,Abyland,1000,25.0,65.0,2001,2020-06,high,made up\n"
    ),
    "tehsils.csv": (
        "id,name,level,district,population,population_urban,confidence,source\n"
        "t-aby,Aby,tehsil,X1,1000,900,high,made up\n"
    ),
    "links.csv": (
        "id,from,to,mode,designation,length_km,straight_km,baseline,confidence,source\n"
        "l-1,aby,bey,road,R-1,110,100.8,open,high,made up\n"
    ),
    "routes.csv": "id,designation,name,mode,confidence,source\nr-1,R-1,Aby road,road,high,made up\n",
    "airports.csv": "id,name,serves,lat,lon,confidence,source\na-1,Aby airfield,aby,25.1,65.1,high,made up\n",
    "ports.csv": "id,name,serves,lat,lon,confidence,source\np-1,Bey port,bey,25.0,66.1,high,made up\n",
    "assets.csv": (
        "id,name,type,place,lat,lon,aliases,confidence,source\n"
        "s-1,Net of Aby,internet,aby,,,Aby net|Aby web,high,made up\n"
    ),
    "aliases.csv": (
        "alias,type,target,script,language,kind,confidence,needs_context,context,also_means,source\n"
        "Abby,place,aby,latin,en,spelling,high,,,,made up\n"
        "Abby road,asset,r-1,latin,en,other name,high,,,,made up\n"
    ),
    "actors.csv": (
        "id,name,class,parent,valid_from,valid_to,confidence,source\n"
        "body,Body of Aby,government,,,,high,made up\n"
        "part,Part of Aby,police,body,,,high,made up\n"
    ),
    "actor_aliases.csv": (
        "alias,type,target,script,kind,confidence,needs_context,context,source\n"
        "BOA,actor,body,latin,abbreviation,high,,,made up\n"
    ),
}  # fmt: skip
