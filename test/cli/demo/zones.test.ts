import { expect, test } from 'vitest'
import { mailZones } from '#cli/demo/zones.ts'
import { demoSpec } from '#stack/spec/demo-spec.ts'
import { pathsFor } from '#stack/spec/paths.ts'

const linesOf = async (mailHost: string, zone: string): Promise<readonly string[]> => {
  const spec = { ...demoSpec(), mailHost }
  const zones = await mailZones({ spec, paths: pathsFor('/nowhere') })
  return zones.find(({ name }) => name === zone)?.text.split('\n') ?? []
}

test('the name of the mail host → takes and sends its own mail, and nobody pretends to be it', async () => {
  expect(await linesOf('mail.cotedor.test', 'cotedor.test')).toEqual(
    expect.arrayContaining([
      'mail 3600 IN MX 10 mail.cotedor.test.',
      'mail 3600 IN TXT "v=spf1 a -all"',
      '_dmarc.mail 3600 IN TXT "v=DMARC1; p=reject"',
      '@ 3600 IN TXT "v=spf1 -all"',
    ]),
  )
})

test('a mail host that is the whole zone → one record of SPF', async () => {
  const spf = (await linesOf('cotedor.test', 'cotedor.test')).filter((line) => line.includes('v=spf1'))
  expect(spf).toEqual(['@ 3600 IN TXT "v=spf1 a -all"'])
})
