// The script that a box is given: what it says, that it reads back, and that no value of a person becomes a part of it.

import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Secret } from '#core/secret.ts'
import { parseForeignScript } from '#webmail/api/sieve/foreign-script.ts'
import { parisOffset } from '#webmail/api/sieve/paris-offset.ts'
import { nothing, readScript as readSealed } from '#webmail/api/sieve/read-script.ts'
import { scriptSeal } from '#webmail/api/sieve/script-seal.ts'
import { sieveComment, sieveString } from '#webmail/api/sieve/sieve-text.ts'
import { type Rule, type ScriptContent, writeScript } from '#webmail/api/sieve/write-script.ts'
import { forward, rule, vacation } from '#webmail/contract/rule.ts'
import { shapeOf, sieveTokens, textsIn } from './sieve-tokens.ts'

const label = '0196f0aa-0000-7000-8000-000000000001'
const bills: Rule = {
  ...{ name: 'Factures', on: true, match: 'all', stop: true },
  conditions: [
    { field: 'from', how: 'domain', value: '@vauthier-toitures-21.test' },
    { field: 'subject', how: 'contains', value: 'réglée' },
  ],
  actions: [{ kind: 'read' }, { kind: 'label', label }, { kind: 'file', folder: 'Été 2026/Factures' }],
}
const away = {
  ...{ on: true, from: '2026-10-24', until: '2026-11-02', days: 7, subject: 'Absence' },
  text: 'Bonjour,\n\nLa mairie est "fermée".\n.\n#= {"rule":{}}',
}
const all: ScriptContent = {
  rules: [bills, { ...bills, on: false, name: 'Autre' }],
  vacation: away,
  forward: { to: ['accueil@mairie-saulieu.test'], copy: true },
  kept: 'thunderbird',
}
const addresses = ['mairie@mairie-saulieu.test', 'secretariat@mairie-saulieu.test']
const seal = scriptSeal(new Secret('a key of the webmail'))
const readScript = (script: string) => readSealed(script, seal)
const keptText =
  'require ["fileinto", "envelope"];\r\n# Budget\r\nif envelope "from" "a@b.test" { fileinto "Budget"; }\r\n'
const write = (content: Partial<ScriptContent>) =>
  writeScript({ ...nothing, ...content }, { addresses, keptText, seal })

test('everything at once → Sieve that people can read, answers and forwards before rules, what is kept at the end', () => {
  expect(write(all)).toMatchInlineSnapshot(`
    "# Règles du webmail Vaguemestre, à modifier dans ses réglages. Un autre logiciel qui change ce texte en devient l’auteur.
    # vaguemestre 1 262d39bf676d999384c5c1eaac52e3ae8ac5397899d24c4d546c65c42a5fe02f
    require ["copy", "date", "envelope", "fileinto", "imap4flags", "mailbox", "relational", "vacation"];

    # Réponse automatique, du 2026-10-24 au 2026-11-02
    #= {"vacation":{"on":true,"from":"2026-10-24","until":"2026-11-02","days":7,"subject":"Absence","text":"Bonjour,\\n\\nLa mairie est \\"fermée\\".\\n.\\n#= {\\"rule\\":{}}"}}
    if allof (
      currentdate :zone "+0200" :value "ge" "date" "2026-10-24",
      currentdate :zone "+0100" :value "le" "date" "2026-11-02"
    ) {
      vacation :days 7
        :subject "Absence"
        :addresses ["mairie@mairie-saulieu.test", "secretariat@mairie-saulieu.test"]
        "Bonjour,

    La mairie est \\"fermée\\".
    .
    #= {\\"rule\\":{}}";
    }

    # Renvoi, avec une copie dans la boîte
    #= {"forward":{"to":["accueil@mairie-saulieu.test"],"copy":true}}
    redirect :copy "accueil@mairie-saulieu.test";

    # Factures
    #= {"rule":{"name":"Factures","on":true,"match":"all","stop":true,"conditions":[{"field":"from","how":"domain","value":"@vauthier-toitures-21.test"},{"field":"subject","how":"contains","value":"réglée"}],"actions":[{"kind":"read"},{"kind":"label","label":"0196f0aa-0000-7000-8000-000000000001"},{"kind":"file","folder":"Été 2026/Factures"}]}}
    if allof (
      address :domain :is "from" "vauthier-toitures-21.test",
      header :contains "subject" ["réglée", "RÉGLÉE"]
    ) {
      addflag "\\\\Seen";
      addflag "vm-label-0196f0aa-0000-7000-8000-000000000001";
      fileinto :create "Été 2026/Factures";
      stop;
    }

    # Autre (désactivée)
    #= {"rule":{"name":"Autre","on":false,"match":"all","stop":true,"conditions":[{"field":"from","how":"domain","value":"@vauthier-toitures-21.test"},{"field":"subject","how":"contains","value":"réglée"}],"actions":[{"kind":"read"},{"kind":"label","label":"0196f0aa-0000-7000-8000-000000000001"},{"kind":"file","folder":"Été 2026/Factures"}]}}

    # Règles écrites par un autre logiciel
    #= {"kept":"thunderbird"}
    # Budget
    if envelope "from" "a@b.test" { fileinto "Budget"; }
    "
  `)
})

test('everything at once → reads back as it was, with other line ends as well', () => {
  expect(readScript(write(all))).toEqual(all)
  expect(readScript(write(all).replaceAll('\r\n', '\n'))).toEqual(all)
  expect(readScript(write({}))).toEqual(nothing)
})

test.each<[string, (script: string) => string]>([
  ['a rule changed', (script) => script.replace('Été', 'Hiver')],
  ['a rule added', (script) => `${script}\r\nkeep;\r\n`],
  ['what it was made from changed', (script) => script.replace('"stop":true', '"stop":false')],
  ['no seal', (script) => script.replace(/^# vaguemestre.*\r\n/m, '')],
  ['of a format that nobody knows', (script) => script.replace('# vaguemestre 1', '# vaguemestre 9')],
])('%s → not ours any more', (_, change) => {
  const changed = change(write(all))
  expect(changed).not.toBe(write(all))
  expect(readScript(changed)).toBeNull()
})

const hiding = 'redirect "evil@away.test";\r\n'

test.each<[string, (sealed: string) => string]>([
  ['a digest that anybody can work out', (text) => createHash('sha256').update(text).digest('hex')],
  ['a seal by another key', (text) => scriptSeal(new Secret('another key')).of(text)],
  ['the seal of nothing', () => '0'.repeat(64)],
])('a script that hides a redirect, under %s → not ours', (_, sealOf) => {
  const sealed = `${hiding}#= {"rule":${JSON.stringify(bills)}}\r\n`
  const given = sealOf(sealed.replaceAll('\r\n', '\n').trim())
  expect(readScript(`# Règles\r\n# vaguemestre 1 ${given}\r\n${sealed}`)).toBeNull()
  expect(readScript(`# Règles\r\n# vaguemestre 1 ${seal.of(sealed)}\r\n${sealed}`)).not.toBeNull()
})

test('a line end of Sieve made a bare CR, which draws a command into a comment → not ours', () => {
  const script = write({ forward: all.forward })
  const drawn = script.replace('}}\r\nredirect', '}}\rredirect')
  expect(drawn).not.toBe(script)
  expect(readScript(drawn)).toBeNull()
  expect(readScript(script.replace('\r\n', '\rredirect "evil@away.test";\r\n'))).toBeNull()
})

test('a script of anybody → not ours', () => {
  for (const script of [
    '',
    'keep;',
    'require "fileinto";\r\nfileinto "x";\r\n',
    `# a\n# vaguemestre 1 ${'0'.repeat(64)}\n`,
  ])
    expect(readScript(script)).toBeNull()
})

/** What a person, a sender or a folder may be called to break out of the text it stands in. */
const attacks = [
  '"; redirect "evil@away.test"; keep; #',
  '\\"; discard; #',
  '\\',
  '\\\\"',
  'a"b',
  '"',
  'text:\r\n.\r\ndiscard;',
  'x*/discard;/*',
  '/* x',
  '# x',
  '\n.\n',
  '\r\n#= {"forward":{"to":["evil@away.test"],"copy":false}}',
  ...['unicode:22', 'hex:22', 'subject'].map((name) => `$\{${name}}; discard;`),
  'a\0b',
  'été ☂ 𝔘 \u2028discard;',
  '}\r\ndiscard;\r\n{',
]

describe.each(attacks)('the value %j', (value) => {
  const shape = (text: string) =>
    shapeOf(
      writeScript(
        {
          rules: [
            {
              ...{
                name: text,
                on: true,
                match: 'any',
                stop: false,
                actions: [{ kind: 'file', folder: text }],
              },
              conditions: [
                { field: 'from', how: 'is', value: text },
                { field: 'list', value: text },
              ],
            },
            { ...bills, name: text, on: false },
          ],
          vacation: { ...away, subject: text, text },
          forward: { to: [text], copy: false },
          kept: text,
        },
        { addresses: [text], keptText: 'vacation "Ailleurs.";', seal },
      ),
    )

  test('everywhere at once → a text, and no command that the writer did not write', () => {
    // Both cases of a letter beyond ASCII are two texts.
    const one = (script: string) => script.replace(/\[ ""(?: , "")* \]/g, '""')
    expect(one(shape(value))).toBe(one(shape('harmless')))
  })

  test('in a string → that text, without what no script may hold', () => {
    const [read] = textsIn(sieveString(value))
    expect(read).toBe(value.replace(/\r\n?/g, '\n').replace('\0', '').replaceAll('\n', '\r\n'))
  })

  test('in a comment → one line', () => {
    expect(sieveTokens(`${sieveComment(value)}\r\nkeep;`)).toEqual(['keep', ';'])
  })
})

test('any texts that a client may send → Sieve that reads back', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }),
    fc.constantFrom(...attacks),
  )
  fc.assert(
    fc.property(text, text, text, (first, second, third) => {
      const made = {
        rule: rule.safeParse({
          ...{ name: first, on: true, match: 'all', stop: false, actions: [{ kind: 'file', folder: third }] },
          conditions: [{ field: 'subject', how: 'is', value: second }],
        }),
        vacation: vacation.safeParse({ ...away, subject: second, text: third }),
        forward: forward.safeParse({ to: [first], copy: true }),
      }
      const content = {
        rules: made.rule.success ? [made.rule.data] : [],
        vacation: made.vacation.success ? made.vacation.data : null,
        forward: made.forward.success ? made.forward.data : null,
        kept: null,
      }
      const script = write(content)
      expect(readScript(script)).toEqual(content)
      expect(() => sieveTokens(script)).not.toThrow()
    }),
  )
})

const keptWith = (text: string, content: Partial<ScriptContent> = {}) =>
  writeScript({ ...nothing, kept: 'rules', ...content }, { addresses, keptText: text, seal })

test.each([
  ['nothing required', 'keep;', [], 'keep;'],
  ['one', 'require "copy";keep;', ['copy'], 'keep;'],
  [
    'several, and comments',
    '# a\r\n/* require "x"; */ REQUIRE ["copy", # "y"\n "date"] ;\r\nrequire "mime";\r\n# b\r\nkeep;\r\n',
    ['copy', 'date', 'mime'],
    '# b\r\nkeep;',
  ],
  ['comments wherever they may stand', 'require/**/[/*]*/"copy"]# ;\n;keep;', ['copy'], 'keep;'],
  ['a word that begins alike', 'required;', [], 'required;'],
  ['nothing else', 'require "copy";', ['copy'], ''],
  ['a comment that does not end', '/* require "copy";', [], '/* require "copy";'],
  ['a string that does not end', 'require "copy', [], 'require "copy'],
])('a kept script with %s → what it requires, and the rest as it was', (_, text, needs, commands) => {
  expect(parseForeignScript(text)).toEqual({ needs, commands })
})

test('a kept script of thousands of comments → read at once', () => {
  const comments = '/**/'.repeat(20_000)
  const text = `require [${comments}"copy"${comments}]${comments};${comments}`
  expect(parseForeignScript(text)).toEqual({ needs: ['copy'], commands: comments })
  expect(parseForeignScript(text.replace(';', '!')).needs).toEqual([])
})

test('a kept script that is an older one of ours → read back as kept, and as nothing of ours', () => {
  const older = write({ rules: [bills] })
  const script = keptWith(older, { rules: [{ ...bills, name: 'Neuve' }] })
  expect(readScript(script)).toMatchObject({ rules: [{ name: 'Neuve' }], kept: 'rules', vacation: null })
  expect(script.match(/^require /gm)).toHaveLength(1)
})

test('a kept script in which a dollar and a brace mean something → they mean nothing in ours, which reads back as it was', () => {
  const costs: Rule = {
    ...bills,
    conditions: [{ field: 'subject', how: 'is', value: `de \${1} à \${prix}` }],
  }
  const theirs = `require "variables"; set "a" "\${b}";`
  const script = keptWith(theirs, { rules: [costs] })
  expect(script.match(/\$\{\w+\}/g)).toEqual([`\${b}`])
  expect(readScript(script)?.rules).toEqual([costs])
  expect(keptWith('keep;', { rules: [costs] })).toContain(`"de \${1} à \${prix}"`)
})

test('a kept script that answers, in an absence → waits for its end', () => {
  const script = keptWith('require "vacation";\r\nvacation "Ailleurs.";', { vacation: away })
  expect(script).toContain('if not allof (')
  expect(keptWith('keep;', { vacation: away })).not.toContain('if not allof (')
})

test.each([
  ['2026-10-25', 'begins', '+0200'],
  ['2026-10-25', 'ends', '+0100'],
  ['2027-03-28', 'begins', '+0100'],
  ['2027-03-28', 'ends', '+0200'],
  ['2026-07-14', 'begins', '+0200'],
  ['2026-12-31', 'ends', '+0100'],
] as const)('%s, when it %s → %s in Paris', (day, end, offset) => {
  expect(parisOffset(day, end)).toBe(offset)
})

test.each(['a\nb', 'a\rb', '\0', '', '   ', 'x'.repeat(201)])('the value %j → no condition', (value) => {
  const given = { ...bills, conditions: [{ field: 'subject', how: 'is', value }] }
  expect(rule.safeParse(given).success).toBe(false)
})
