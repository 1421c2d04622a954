/** The host utility as one file: what goes into machine images. */
import '#host/main.ts';
