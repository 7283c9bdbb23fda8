/** @jsxImportSource preact */
import { render } from 'preact'
import './look/ground.css'
import './look/pictures.css'
import './look/child.css'
import './look/grown.css'
import './look/teacher.css'
import './look/message.css'
import { Page } from './Page.tsx'
import { takeToken } from './token.ts'

takeToken()
render(<Page />, document.getElementById('page') ?? document.body)
