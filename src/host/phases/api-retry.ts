/** For phases that ask the cluster's API: a server that just came up or is busy answers within ten seconds. */
export const apiRetry = { attempts: 6, firstMilliseconds: 250, longestMilliseconds: 4000 };
