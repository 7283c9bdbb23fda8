/** Numbers of people; below are the system's own users, above those that services make for themselves. */
const personUidMin = 1000
const personUidMax = 59_999

export const isPerson = (uid: number): boolean => uid >= personUidMin && uid <= personUidMax
