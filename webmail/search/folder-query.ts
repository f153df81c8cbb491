// What a query asks of the messages of one folder: where they lie is known before any of them is looked at. Pure.

import { everything, type Query } from './query.ts'

/** Null where none of them can be meant. `isIn`: whether a folder that somebody named is this one. */
export function folderQuery(query: Query, isIn: (named: string) => boolean): Query | null {
  switch (query.kind) {
    case 'term':
      if (query.term.kind !== 'folder') return query
      return isIn(query.term.folder) ? everything : null
    case 'not': {
      const of = folderQuery(query.of, isIn)
      if (of === null) return everything
      return isEverything(of) ? null : { kind: 'not', of }
    }
    case 'and': {
      const of = query.of.map((each) => folderQuery(each, isIn))
      const meant = of.filter((each) => each !== null)
      return meant.length < of.length
        ? null
        : { kind: 'and', of: meant.filter((each) => !isEverything(each)) }
    }
    case 'or': {
      const of = query.of.map((each) => folderQuery(each, isIn)).filter((each) => each !== null)
      if (of.length === 0) return null
      return of.some(isEverything) ? everything : { kind: 'or', of }
    }
  }
}

const isEverything = (query: Query): boolean => query.kind === 'and' && query.of.every(isEverything)
