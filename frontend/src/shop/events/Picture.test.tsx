// @vitest-environment happy-dom
import { render } from 'react-dom'
import { afterEach, expect, test } from 'vitest'
import type { Event as Shown } from '../data'
import { Face, Picture } from './Picture'

const event = (...urls: string[]) =>
  ({ eventId: 'evt_1', category: 'concert', images: urls.map((url, i) => ({ imageId: `img_${i}`, url })) }) as unknown as Shown
const place = document.createElement('div')
const picture = () => place.querySelector('img')
const poster = () => place.querySelector('svg')

/** Simulates a missing file. */
const fail = async () => {
  picture()?.dispatchEvent(new Event('error'))
  await new Promise(resolve => setTimeout(resolve))
}

afterEach(() => {
  render(null, place)
})

test('the face of an event is its first picture, and its poster before there is any', async () => {
  render(<Face event={event()} />, place)
  await expect.poll(() => [picture(), poster()]).toEqual([null, expect.anything()])
  render(<Face event={event('/images/evt_1/a.jpg', '/images/evt_1/b.jpg')} />, place)
  expect([picture()?.getAttribute('src'), poster()]).toEqual(['/images/evt_1/a.jpg', null])
})

test('the poster stands for a picture without a file, and not for the next one', async () => {
  render(<Face event={event('/images/evt_1/a.jpg')} />, place)
  await fail()
  await expect.poll(() => [picture(), poster()]).toEqual([null, expect.anything()])
  render(<Face event={event('/images/evt_1/b.jpg')} />, place)
  expect([picture()?.getAttribute('src'), poster()]).toEqual(['/images/evt_1/b.jpg', null])
})

test('a further picture without a file leaves nothing', async () => {
  render(<Picture url="/images/evt_1/b.jpg" />, place)
  expect(picture()?.getAttribute('alt')).toBe('')
  await fail()
  expect(place.innerHTML).toBe('')
})
