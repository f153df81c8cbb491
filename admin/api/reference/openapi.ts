// The OpenAPI document (3.1), made of the same table that is served: it cannot promise anything else.

import { z } from 'zod'
import { problems } from '#core/contract.ts'
import type { RouteDefinition } from '#http/contract/route.ts'
import type { RegisteredRoute } from '../http/handler.ts'

type Json = { readonly [key: string]: unknown }

const problemSchema = {
  type: 'object',
  description: 'RFC 9457. `code` is stable; `errors` points into body, query or params (RFC 6901).',
  required: ['type', 'code', 'title', 'status', 'detail'],
  properties: {
    type: { type: 'string' },
    code: { type: 'string', enum: Object.keys(problems) },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          pointer: { type: 'string' },
          code: { type: 'string' },
          detail: { type: 'string' },
        },
      },
    },
    current: { description: 'What stands there now, where somebody else changed it meanwhile.' },
  },
} as const

/** `base` is where the routes are served: `/api/v1`. */
export function openApiDocument(routes: readonly RegisteredRoute[], base: string): Json {
  const paths: Record<string, Record<string, Json>> = {}
  for (const { name, definition } of routes) {
    const [method = '', path = ''] = name.split(' ')
    paths[path] = { ...paths[path], [method.toLowerCase()]: operation(method, path, definition) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Vaguemestre',
      version: '1',
      description:
        'Communes, mailboxes and what protects them. Errors are problem documents with stable codes; lists come in pages by cursor.',
    },
    servers: [{ url: base }],
    paths,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'vaguemestre-admin.session_token' },
        key: { type: 'http', scheme: 'bearer', description: 'An API key: `vmk_<selector>.<secret>`.' },
      },
      schemas: { Problem: problemSchema },
    },
  }
}

function operation(method: string, path: string, definition: RouteDefinition): Json {
  const { permission, summary, params, query, body, status } = definition
  const creates = status === 201 && definition.shownOnce !== true
  return {
    operationId: `${method.toLowerCase()}${path.replace(/\W+(\w)/g, (_, letter: string) => letter.toUpperCase()).replace(/\W/g, '')}`,
    summary,
    tags: [path.split('/')[1] ?? ''],
    'x-permission': permission,
    security:
      permission === 'anyone'
        ? []
        : permission === 'self'
          ? [{ session: [] }]
          : [{ session: [] }, { key: [] }],
    parameters: [
      ...parametersOf(params, 'path'),
      ...parametersOf(query, 'query'),
      ...(creates ? [idempotencyKey] : []),
    ],
    ...(body === undefined
      ? {}
      : { requestBody: { required: true, content: { 'application/json': { schema: inputSchema(body) } } } }),
    responses: {
      [String(status ?? (definition.answer === null ? 204 : 200))]: answerOf(definition),
      default: {
        description: 'A problem.',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  }
}

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'Asked again with the same key within a day: the first answer again, and nothing is made twice.',
  schema: { type: 'string', pattern: '^[\\w-]{8,200}$' },
}

function answerOf({ answer }: RouteDefinition): Json {
  if (answer === null) return { description: 'Done.' }
  if (answer instanceof z.ZodType)
    return {
      description: 'The answer.',
      content: { 'application/json': { schema: schemaOf(answer, 'output') } },
    }
  if ('events' in answer)
    return {
      description: 'Events as they happen, each with this in its field data.',
      content: { 'text/event-stream': { schema: schemaOf(answer.events, 'output') } },
    }
  return {
    description: 'A file.',
    content: { [answer.file]: { schema: { type: 'string', format: 'binary' } } },
  }
}

function parametersOf(schema: z.ZodObject | undefined, place: 'path' | 'query'): readonly Json[] {
  if (schema === undefined) return []
  const { properties = {}, required = [] } = inputSchema(schema) as {
    readonly properties?: Readonly<Record<string, Json>>
    readonly required?: readonly string[]
  }
  return Object.entries(properties).map(([name, { description, ...each }]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    ...(description === undefined ? {} : { description }),
    schema: each,
  }))
}

export const inputSchema = (schema: z.ZodType): Json => schemaOf(schema, 'input')

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return json
}
