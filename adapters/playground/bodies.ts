import { z } from 'zod'
import { troubles } from './trouble.ts'
import { Refusal, type Step } from './world.ts'

/** 64 KiB. */
const bodyLimit = 65_536
/** There is one cast so far. */
const castSize = 8

export const textBody = z.strictObject({ text: z.string() })

/** Characters as people count them. */
const lineLimit = 10_000

export const lineBody = z.strictObject({
  text: z
    .string()
    .refine((text) => text.trim() !== '', 'write a character or more')
    .refine((text) => [...text].length <= lineLimit, `at most ${lineLimit} characters`),
})

export const emptyBody = z.strictObject({})

/** A whole button may be sent back: what is only its looks is left aside. */
export const actionBody = z.strictObject({
  message: z.string(),
  action: z.string(),
  value: z.string().nullish(),
  label: z.unknown().optional(),
  style: z.unknown().optional(),
  url: z.unknown().optional(),
})

export const formBody = z.strictObject({ form: z.string(), values: z.record(z.string(), z.unknown()) })

export const clockBody = z
  .strictObject({ advance: z.string().nullish(), to: z.string().nullish(), next: z.literal(true).nullish() })
  .transform((body, context): Step => {
    const { advance, to, next } = body
    const steps: Step[] = []
    if (typeof advance === 'string') steps.push({ advance })
    if (typeof to === 'string') steps.push({ to })
    if (next) steps.push({ next })
    const [step, other] = steps
    if (step && !other) return step
    context.addIssue({ code: 'custom', message: 'exactly one of advance, to and next' })
    return z.NEVER
  })

export const troubleBody = z.strictObject({ kind: z.enum(troubles), member: z.string().nullish() })

export const resetBody = z.strictObject({
  seed: z.int().min(0).nullish(),
  at: z.string().nullish(),
  cast: z.literal(castSize).nullish(),
})

/** @throws Refusal `too-long`, `bad-json`, `bad-field` */
export async function readBody<T>(request: Request, schema: z.ZodType<T>): Promise<T> {
  const parsed = schema.safeParse(parseObject(await readText(request)))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new Refusal('bad-field', [issue?.path.join('.'), issue?.message].filter(Boolean).join(': '))
}

function parseObject(text: string): object {
  try {
    const body: unknown = JSON.parse(text)
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body
  } catch {
    // told below, like JSON that is no object
  }
  throw new Refusal('bad-json', 'The body must be one JSON object.')
}

async function readText(request: Request): Promise<string> {
  const tooLong = new Refusal('too-long', 'A body has at most 64 KiB.')
  if (Number(request.headers.get('content-length')) > bodyLimit) throw tooLong
  const reader = request.body?.getReader()
  const chunks: Uint8Array[] = []
  let length = 0
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
    length += read.value.length
    if (length > bodyLimit) throw tooLong
    chunks.push(read.value)
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))
  } catch {
    throw new Refusal('bad-json', 'The body must be UTF-8.')
  }
}
