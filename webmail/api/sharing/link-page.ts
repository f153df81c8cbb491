// The page of a link to a file, in French: for people who have no account here, on whatever they hold. Every value in it comes from
// people, and is escaped by the template. Pure.

import { createHash } from 'node:crypto'
import { html, raw } from 'hono/html'
import type { SharedLink } from '#db/stores/webmail/shared-links.ts'
import { linkStyle } from './link-style.ts'

/** A template of this file awaits nothing: it is text at once. */
type Html = ReturnType<typeof html>

export type Asked =
  | {
      readonly kind: 'open'
      readonly link: SharedLink
      /** What was wrong with the password that was given; null where none was. */
      readonly wrong: 'missing' | 'wrong' | 'closed' | null
    }
  | { readonly kind: 'expired' | 'withdrawn'; readonly link: SharedLink }
  /** Whatever is no link, and whatever no longer is one: nobody learns which. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'busy' }
  | { readonly kind: 'away' }

const styleDigest = createHash('sha256').update(linkStyle).digest('base64')

/** No script, nothing from elsewhere, in nobody's frame; what is typed goes where the page came from. */
export const linkPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${styleDigest}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

export function linkPage(asked: Asked, department: string): string {
  const { title, body } = told(asked)
  const page = html`<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${raw(linkStyle)}</style>
</head>
<body>
<main>
${body}
</main>
<footer><p>Messagerie des communes · ${department.replaceAll('-', '\u2011')}</p></footer>
</body>
</html>
`
  return String(page)
}

interface Told {
  readonly title: string
  readonly body: Html
}

function told(asked: Asked): Told {
  switch (asked.kind) {
    case 'open':
      return toldOpen(asked)
    case 'expired':
      return plain('Ce lien n’est plus valable', [
        `Il donnait accès à un fichier jusqu’au ${day(asked.link.expiresAt)}.`,
        `Pour l’obtenir, demandez un nouveau lien à ${asked.link.address}.`,
      ])
    case 'withdrawn':
      return plain('Ce fichier n’est plus disponible', [
        'Le lien a été retiré.',
        `Pour savoir pourquoi, écrivez à ${asked.link.address}.`,
      ])
    case 'unknown':
      return plain('Ce lien ne mène à aucun fichier', [
        'Vérifiez que vous avez copié l’adresse en entier, ou demandez un nouveau lien à la personne qui vous l’a envoyé.',
      ])
    case 'busy':
      return plain('Trop de téléchargements en même temps', [
        'Le fichier est toujours là. Attendez la fin des autres téléchargements, puis rouvrez le lien.',
      ])
    case 'away':
      return plain('Le service ne répond pas pour le moment', [
        'Votre lien reste valable. Rouvrez-le dans quelques minutes.',
      ])
  }
}

const plain = (title: string, lines: readonly string[]): Told => ({
  title,
  body: html`<h1>${title}</h1>
${lines.map((line) => html`<p>${line}</p>`)}`,
})

function toldOpen({ link, wrong }: Extract<Asked, { readonly kind: 'open' }>): Told {
  const { name, octets, address, commune, expiresAt, passwordHash } = link
  return {
    title: 'Un fichier pour vous',
    body: html`<h1>Un fichier pour vous</h1>
<p>La boîte <strong>${address}</strong> (${commune}) met ce fichier à votre disposition.</p>
<dl>
<div><dt>Fichier</dt><dd class="name">${name}</dd></div>
<div><dt>Taille</dt><dd>${size(octets)}</dd></div>
<div><dt>Disponible jusqu’au</dt><dd>${day(expiresAt)}</dd></div>
</dl>
<form method="post">
${passwordHash === null ? '' : passwordField(wrong)}
<button type="submit">Télécharger le fichier</button>
</form>
<p class="quiet">N’ouvrez ce fichier que si vous l’attendiez. En cas de doute, appelez l’expéditeur à un numéro que vous connaissez déjà.</p>`,
  }
}

const mistakes = {
  missing: 'Saisissez le mot de passe.',
  wrong: 'Ce mot de passe n’est pas le bon. Vérifiez-le auprès de l’expéditeur.',
  closed: 'Trop de mots de passe erronés. Attendez un quart d’heure, puis rouvrez le lien.',
} as const

const passwordField = (wrong: keyof typeof mistakes | null): Html => html`<div class="field">
<label for="mot-de-passe">Mot de passe</label>
<p id="aide" class="quiet">L’expéditeur vous l’a communiqué à part, par exemple par téléphone.</p>
${wrong === null ? '' : html`<p id="erreur" class="wrong" role="alert">${mistakes[wrong]}</p>`}
<input id="mot-de-passe" name="mot-de-passe" type="text" autocomplete="off" autocapitalize="none" spellcheck="false" maxlength="100" required aria-describedby="${wrong === null ? 'aide' : 'aide erreur'}"${wrong === null ? '' : raw(' aria-invalid="true"')}>
</div>`

/** Decimal, as the webmail shows it to whoever sent it. */
function size(octets: number): string {
  const [number, unit] = octets < 999_500 ? [Math.max(1, octets / 1000), 'ko'] : [octets / 1_000_000, 'Mo']
  const maximumFractionDigits = unit === 'ko' || number >= 9.95 ? 0 : 1
  return `${new Intl.NumberFormat('fr', { maximumFractionDigits }).format(number)}\u00a0${unit}`
}

/** The first of a month is counted: « 1er décembre ». */
const day = (date: Date): string =>
  new Intl.DateTimeFormat('fr', { dateStyle: 'long', timeZone: 'Europe/Paris' })
    .format(date)
    .replace(/^1 /, '1er ')
