/** The host utility as one file: what goes into machine images. */
import '#host/edge/main.ts';
