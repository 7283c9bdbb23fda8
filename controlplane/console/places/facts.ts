import type { LocationDetail } from '../../overview/locations/api.ts'

/** What is written in words of a place; numbers are of schools. */
export type FactName = 'name' | 'municipality' | 'provider' | 'institutionNo' | 'siteNo'

const ofAll = ['name', 'municipality', 'provider'] as const
const ofSchool = [...ofAll, 'institutionNo', 'siteNo'] as const
/** Homes have no name here. */
const ofHome = ['municipality', 'provider'] as const

export const longestFact: Record<FactName, number> = {
  name: 120,
  municipality: 80,
  provider: 80,
  institutionNo: 7,
  siteNo: 4,
}

export function factsOf(kind: LocationDetail['kind']): readonly FactName[] {
  const of = { school: ofSchool, home: ofHome, hospital: ofAll, warehouse: ofAll }
  return of[kind]
}

export type WrongFact = 'institutionNo' | 'siteNo' | 'half_a_number' | 'number_taken'

/** What is wrong with the numbers, each at its field; the other words can be anything. */
export function wrongFacts(typed: Record<FactName, string>): Partial<Record<FactName, WrongFact>> {
  const [institutionNo, siteNo] = [typed.institutionNo.trim(), typed.siteNo.trim()]
  return {
    ...(!/^([0-9]{3,7})?$/.test(institutionNo) && { institutionNo: 'institutionNo' }),
    ...(!/^([0-9]{1,4})?$/.test(siteNo) && { siteNo: 'siteNo' }),
    ...(institutionNo === '' && siteNo !== '' && { institutionNo: 'half_a_number' }),
    ...(siteNo === '' && institutionNo !== '' && { siteNo: 'half_a_number' }),
  }
}
