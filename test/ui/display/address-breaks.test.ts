import { expect, test } from 'vitest'
import { addressBreaks } from '#ui/display/address-breaks.ts'

test.each([
  ['mairie@saulieu.fr', ['mairie'], ['@saulieu.fr'], ''],
  [
    'jean-marc.guillot@mairie-flavigny-sur-ozerain.test',
    ['jean-', 'marc.guillot'],
    ['@mairie-', 'flavigny-', 'sur-', 'ozerain.test'],
    '',
  ],
  ['mairie@mairie-saulieu.fr', ['mairie'], ['@mairie-saulieu.fr'], ''],
  ['paul@dehors.test et 1 autre', ['paul'], ['@dehors.test'], ' et 1 autre'],
  ['mairie-saulieu.test', ['mairie-', 'saulieu.test'], [], ''],
  ['Avis de remise', ['Avis de remise'], [], ''],
])(
  '%s → before the @, then after a dash or a dot, never before the last step',
  (text, before, domain, after) => {
    expect(addressBreaks(text)).toEqual({ before, domain, after })
  },
)
