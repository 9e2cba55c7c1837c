// The worker that reads, hashes and writes files, which is started when the first file needs it, and those that put a folder together.

import worker_url from 'url_of/view/files/file_worker.js';
import folder_url from 'url_of/view/files/folder_worker.js';
import { start_worker } from '../../kit/workers.js';

export const file_worker = () => start_worker(worker_url);
export const folder_worker = () => start_worker(folder_url);
