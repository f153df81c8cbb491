// The reference of the API as a page to read: every route with what it takes, what it answers and who may ask. Made of the
// OpenAPI document, without script.

import { type Html, html } from '#core/html.ts'
import { pageResponse } from './page.ts'

type Json = { readonly [key: string]: unknown }

interface Operation {
  readonly summary: string
  readonly tags: readonly string[]
  readonly 'x-permission': string
  readonly parameters: readonly {
    readonly name: string
    readonly in: string
    readonly required: boolean
    readonly description?: string
    readonly schema: Json
  }[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Json }>> }
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Json }>> }>
  >
}

interface Route {
  readonly anchor: string
  readonly method: string
  readonly path: string
  readonly operation: Operation
}

/** `document` as openapi.ts makes it. */
export function referencePage(document: Json): Response {
  const groups = Map.groupBy(routesOf(document), ({ operation }) => operation.tags[0] ?? '')
  const sorted = [...groups].toSorted(([a], [b]) => a.localeCompare(b))
  return pageResponse({
    title: 'API — Vaguemestre',
    language: 'en',
    body: html`<header>Vaguemestre — API</header>
<main class="wide">
<h1>The API</h1>
<p>Programs send their key as <code>Authorization: Bearer vmk_…</code>. Errors are problem documents (RFC 9457) with stable codes. Lists come in pages: <code>next</code> of one is <code>after</code> of the next. The same as a document for programs: <a href="/api/v1/openapi.json">openapi.json</a>.</p>
<nav aria-label="Routes"><ul>
${sorted.flatMap(([, routes]) => routes.map(({ anchor, method, path }) => html`<li><a href="#${anchor}"><code><span class="method">${method}</span> ${path}</code></a></li>\n`))}</ul></nav>
${sorted.map(([group, routes]) => html`<h2 id="${group}">${group}</h2>\n${routes.map(routeSection)}`)}
</main>`,
  })
}

const routesOf = ({ paths }: Json): readonly Route[] =>
  Object.entries(paths as Readonly<Record<string, Readonly<Record<string, Operation>>>>).flatMap(
    ([path, operations]) =>
      Object.entries(operations).map(([method, operation]) => ({
        anchor: `${method}${path}`.replace(/[^\w]+/g, '-').replace(/-$/, ''),
        method: method.toUpperCase(),
        path,
        operation,
      })),
  )

function routeSection({ anchor, method, path, operation }: Route): Html {
  const { summary, parameters, requestBody, responses } = operation
  const [[status = '', answer] = []] = Object.entries(responses)
  const body = requestBody?.content['application/json']?.schema
  const content = Object.entries(answer?.content ?? {})[0]
  return html`<section class="route" id="${anchor}">
<h3><code><span class="method">${method}</span> ${path}</code></h3>
<p>${summary}</p>
<p class="note">Who may ask: <code>${operation['x-permission']}</code>. Answers ${status}${content === undefined ? '' : html` <code>${content[0]}</code>`}.</p>
${fieldTable(
  'Parameters',
  parameters.map(({ name, in: place, required, description = '', schema }) => ({
    name,
    form: `${place}, ${formOf(schema)}`,
    required,
    description,
  })),
)}${fieldTable('Body', fieldsOf(body))}${fieldTable('Answer', fieldsOf(content?.[1].schema))}</section>
`
}

interface Field {
  readonly name: string
  readonly form: string
  readonly required: boolean
  readonly description: string
}

function fieldTable(caption: string, fields: readonly Field[]): Html {
  if (fields.length === 0) return html``
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${caption}"><table><caption>${caption}</caption>
<thead><tr><th scope="col">Name</th><th scope="col">Form</th><th scope="col">What</th></tr></thead>
<tbody>${fields.map(({ name, form, required, description }) => html`<tr><th scope="row"><code>${name}</code></th><td>${form}${required ? '' : ', optional'}</td><td>${description}</td></tr>`)}</tbody></table></div>
`
}

/** Fields of rows in a page are shown as such. */
function fieldsOf(schema: Json | undefined, prefix = ''): readonly Field[] {
  if (schema === undefined) return []
  const properties = Object.entries((schema.properties ?? {}) as Readonly<Record<string, Json>>)
  const required = (schema.required ?? []) as readonly string[]
  return properties.flatMap(([name, each]) => [
    {
      name: prefix + name,
      form: formOf(each),
      required: required.includes(name),
      description: String(each.description ?? ''),
    },
    ...(prefix.length > 40
      ? []
      : fieldsOf(innerOf(each), `${prefix}${name}${each.type === 'array' ? '[]' : ''}.`)),
  ])
}

const innerOf = (schema: Json): Json => (schema.type === 'array' ? ((schema.items ?? {}) as Json) : schema)

function formOf(schema: Json): string {
  const choices = (schema.anyOf ?? schema.oneOf) as readonly Json[] | undefined
  if (choices !== undefined) return [...new Set(choices.map(formOf))].join(' or ')
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  const words = schema.enum as readonly unknown[] | undefined
  if (words !== undefined) return words.map(String).join(' | ')
  if (schema.type === 'array') return `list of ${formOf((schema.items ?? {}) as Json)}`
  return [schema.type ?? 'anything', schema.format].filter((each) => each !== undefined).join(', ')
}
