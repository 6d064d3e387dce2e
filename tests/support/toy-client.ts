import type {
  AnswerJson,
  ConversationJson,
  DeliveryJson,
  LinesJson,
  MessageJson,
  OverviewJson,
} from '../../adapters/playground/types.ts'
import type { Walked } from '../../adapters/playground/world.ts'
import type { Answered, Listening } from './listen.ts'

/** The playground's API as a program uses it. */
export function createClient({ ask }: Pick<Listening, 'ask'>) {
  const read = async <T>(path: string): Promise<T> => JSON.parse((await ask(`/api/playground${path}`)).text)
  const post = (path: string, body: unknown) => postRaw(path, JSON.stringify(body))
  const postRaw = (path: string, body: string, headers: Record<string, string> = {}): Promise<Answered> =>
    ask(`/api/playground${path}`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body })
  const done = async <T>(path: string, body: unknown): Promise<T> => {
    const answered = await post(path, body)
    if (answered.status !== 200) throw new Error(`${path}: ${answered.status} ${answered.text}`)
    return JSON.parse(answered.text)
  }
  return {
    read,
    post,
    postRaw,
    overview: () => read<OverviewJson>(''),
    messages: async (id: string) => (await read<{ messages: MessageJson[] }>(`/members/${id}/messages`)).messages,
    ledger: async (id: string) => (await read<{ deliveries: DeliveryJson[] }>(`/members/${id}/deliveries`)).deliveries,
    deliveries: async () => (await read<{ deliveries: DeliveryJson[] }>('/deliveries')).deliveries,
    command: (id: string, text: string) => done<AnswerJson>(`/members/${id}/commands`, { text }),
    text: (id: string, text: string) => done<AnswerJson>(`/members/${id}/texts`, { text }),
    press: (id: string, pressed: object) => done<AnswerJson>(`/members/${id}/actions`, pressed),
    submit: (id: string, form: string, values: object) => done<AnswerJson>(`/members/${id}/forms`, { form, values }),
    conversations: async (id: string) =>
      (await read<{ conversations: ConversationJson[] }>(`/members/${id}/conversations`)).conversations,
    lines: async (id: string, other: string) => (await read<LinesJson>(`/members/${id}/conversations/${other}`)).lines,
    say: async (id: string, other: string, text: string) =>
      (await done<LinesJson>(`/members/${id}/conversations/${other}`, { text })).lines,
    see: (id: string, other: string) => done<LinesJson>(`/members/${id}/conversations/${other}/seen`, {}),
    clock: (step: object) => done<Walked>('/clock', step),
    trouble: (kind: string, member?: string) => done<OverviewJson>('/trouble', { kind, member }),
    reset: (options: object = {}) => done<OverviewJson>('/reset', options),
  }
}

export type Client = ReturnType<typeof createClient>
