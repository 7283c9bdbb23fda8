import { everywhere, type News } from '../data/freshness.ts'
import { having } from './areas.ts'

/** The one table of what news makes old: that of every area, and what they share. */
export const news: News = Object.assign({}, everywhere, ...having('news').map(area => area.news))
