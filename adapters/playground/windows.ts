import type { Form, Message } from '../../messages/message.ts'

/** As many as a person could still have open in front of them; the oldest are forgotten first. */
const privateLimit = 50
const formLimit = 20

export type Private = { readonly message: Message; readonly at: number; readonly edited?: number }
export type Windows = ReturnType<typeof createWindows>

/** The private windows and open forms of each person, in memory alone: whoever looks later finds nothing. */
export function createWindows() {
  const privates = new Map<string, Map<string, Private>>()
  const forms = new Map<string, Map<string, Form>>()
  return {
    show: (person: string, id: string, shown: Private): void => keep(privates, person, id, shown, privateLimit),
    shown: (person: string, id: string): Private | undefined => privates.get(person)?.get(id),
    open: (person: string, id: string, form: Form): void => keep(forms, person, id, form, formLimit),
    opened: (person: string, id: string): Form | undefined => forms.get(person)?.get(id),
    close: (person: string, id: string): void => void forms.get(person)?.delete(id),
    forget(person: string): void {
      privates.delete(person)
      forms.delete(person)
    },
    clear(): void {
      privates.clear()
      forms.clear()
    },
  }
}

function keep<T>(all: Map<string, Map<string, T>>, person: string, id: string, value: T, limit: number): void {
  const own = all.get(person) ?? new Map<string, T>()
  all.set(person, own.set(id, value))
  for (const oldest of own.keys()) {
    if (own.size <= limit) return
    own.delete(oldest)
  }
}
