/** What the shell sees, of every verb that judges. */
export const EXIT = { conforms: 0, deviates: 1, usage: 2, couldNotTell: 3 } as const;
