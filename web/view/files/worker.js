// The worker that reads, hashes and writes files. It is started when the first file needs it.

import worker_url from 'url_of/view/files/file_worker.js';
import { start_worker } from '../../kit/workers.js';

export const file_worker = () => start_worker(worker_url);
