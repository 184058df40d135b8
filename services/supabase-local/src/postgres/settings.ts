export interface PostgresSettings {
  port: number;
  host: string;
  /** False only for throw-away clusters of tests: a power cut may then lose the cluster. */
  isDurable: boolean;
  maxConnections: number;
}

/** Server settings as `-c` arguments, sized for two cores and a machine shared with the apps. */
export function listServerArguments(settings: PostgresSettings): string[] {
  const onOff = (value: boolean) => (value ? "on" : "off");
  const values: Record<string, string> = {
    listen_addresses: settings.host,
    port: String(settings.port),
    unix_socket_directories: "",
    password_encryption: "scram-sha-256",
    max_connections: String(settings.maxConnections),
    superuser_reserved_connections: "5",
    shared_buffers: "96MB",
    effective_cache_size: "1GB",
    work_mem: "8MB",
    maintenance_work_mem: "64MB",
    max_worker_processes: "6",
    max_parallel_workers: "2",
    max_parallel_workers_per_gather: "1",
    random_page_cost: "1.1",
    fsync: onOff(settings.isDurable),
    full_page_writes: onOff(settings.isDurable),
    synchronous_commit: onOff(settings.isDurable),
    wal_level: settings.isDurable ? "logical" : "minimal",
    max_wal_senders: settings.isDurable ? "10" : "0",
    // However far behind a reader of the log is, it does not fill the disk.
    max_slot_wal_keep_size: "1GB",
    wal_compression: "on",
    min_wal_size: settings.isDurable ? "80MB" : "256MB",
    max_wal_size: "1GB",
    checkpoint_timeout: "15min",
    checkpoint_completion_target: "0.9",
    autovacuum: onOff(settings.isDurable),
    timezone: "UTC",
    log_timezone: "UTC",
    // Statements and row values may hold personal text: the log keeps neither.
    log_error_verbosity: "terse",
    log_min_error_statement: "panic",
    log_checkpoints: "off",
    idle_in_transaction_session_timeout: "60s",
    tcp_keepalives_idle: "60",
    client_connection_check_interval: "10s",
  };
  return Object.entries(values).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}
