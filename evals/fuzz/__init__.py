"""Many random inputs for the decoders and the reader: any bytes and any string in, true spans out, no exception."""
