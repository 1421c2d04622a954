/** "Slip" in ASCII: says whose file a database is, to this code and to file(1). */
export const applicationId = 0x536c6970;
