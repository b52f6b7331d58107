import { Router } from 'wouter'
import { start } from '../ui/start'
import { Kit } from './Kit'

void start(
  <Router base="/kit">
    <Kit />
  </Router>,
  async () => undefined,
)
