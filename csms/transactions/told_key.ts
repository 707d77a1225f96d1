/** The business key of a transaction that its station has an id of its own for. */
export const toldKey = (remoteId: string): string => `told|${remoteId}`;
