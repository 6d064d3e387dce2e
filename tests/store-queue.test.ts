import { describe, expect, it } from 'vitest'
import { createQueue } from '../src/store/queue.ts'

const macrotask = () => new Promise<void>((resolve) => setImmediate(resolve))

describe('the queue at the door of the store', () => {
  it('does one thing at a time, in order, and what goes ahead before all that waits', async () => {
    const queue = createQueue(macrotask)
    const done: string[] = []
    const add = (name: string, ahead?: boolean) =>
      queue.add(async () => {
        done.push(`${name} begins`)
        await macrotask()
        done.push(`${name} ends`)
      }, ahead)
    const first = add('first')
    await macrotask()
    await Promise.all([first, add('second'), add('third'), add('a person', true)])
    expect(done.filter((line) => line.endsWith('begins'))).toEqual(
      ['first', 'a person', 'second', 'third'].map((name) => `${name} begins`),
    )
    expect(done.map((line) => line.split(' ').at(-1))).toEqual(Array(4).fill(['begins', 'ends']).flat())
  })

  it('lets the event loop turn between two', async () => {
    const queue = createQueue(macrotask)
    const seen: string[] = []
    setImmediate(() => seen.push('the loop'))
    await Promise.all([queue.add(async () => void seen.push('first')), queue.add(async () => void seen.push('second'))])
    expect(seen).toEqual(['first', 'the loop', 'second'])
  })

  it('goes on after what failed, and tells only its own caller', async () => {
    const queue = createQueue(macrotask)
    const failed = queue.add(async () => {
      throw new Error('mine')
    })
    const next = queue.add(async () => 'done')
    await expect(failed).rejects.toThrow('mine')
    expect(await next).toBe('done')
  })

  it('finishes what waits when it is shut, and takes nothing more', async () => {
    const queue = createQueue(macrotask)
    const done: string[] = []
    void queue.add(async () => void done.push('first'))
    void queue.add(async () => void done.push('second'))
    await queue.shut()
    expect(done).toEqual(['first', 'second'])
    await expect(queue.add(async () => {})).rejects.toThrow('closed')
  })
})
