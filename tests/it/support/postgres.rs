//! A throwaway PostgreSQL cluster that all test processes of this checkout share: the first one
//! makes it, a watchman stops it once nobody has used it for a while.
//!
//! It listens on a socket in its own folder only, and it forgets everything on a crash: fast, and
//! nothing for real data.

use std::fs::{self, File};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::time::Duration;

use hejie::config::Secret;
use hejie::db::Store;
use sea_orm::{ConnectionTrait, Database};

/// The address of a fresh database with all tables.
pub(crate) async fn database() -> String {
    let cluster = tokio::task::spawn_blocking(Cluster::join).await.unwrap();
    let template = cluster.template().await;
    let name = format!("test_{:x}", rand::random::<u64>());
    let admin = Database::connect(cluster.url("postgres")).await.unwrap();
    // Copies of one template wait for one another, so a busy moment is no failure.
    let create = format!("CREATE DATABASE {name} TEMPLATE {template}");
    for attempt in 0.. {
        match admin.execute_unprepared(&create).await {
            Ok(_) => break,
            Err(_) if attempt < 100 => tokio::time::sleep(Duration::from_millis(100)).await,
            Err(error) => panic!("{error}"),
        }
    }
    admin.close().await.unwrap();
    cluster.url(&name)
}

struct Cluster {
    folder: PathBuf,
}

impl Cluster {
    fn join() -> Self {
        let cluster = Self { folder: folder() };
        fs::create_dir_all(&cluster.folder).unwrap();
        cluster.stay();
        let lock = File::create(cluster.folder.join("start.lock")).unwrap();
        lock.lock().unwrap();
        if !cluster.is_up() {
            cluster.start();
        }
        cluster
    }

    /// A shared lock for as long as this process lives: the watchman sees it.
    fn stay(&self) {
        static PRESENCE: OnceLock<File> = OnceLock::new();
        PRESENCE.get_or_init(|| {
            let file = File::create(self.folder.join("users.lock")).unwrap();
            file.lock_shared().unwrap();
            file
        });
    }

    fn is_up(&self) -> bool {
        let mut status = self.as_postgres("pg_ctl");
        status.arg("status").arg("-D").arg(self.data());
        status.status().is_ok_and(|status| status.success())
    }

    fn start(&self) {
        let _none = fs::remove_dir_all(self.data());
        own(&self.folder);
        let mut initdb = self.as_postgres("initdb");
        initdb.args([
            "-U",
            "hejie",
            "--auth=trust",
            "--locale=C.UTF-8",
            "-N",
            "-D",
        ]);
        run(initdb.arg(self.data()));
        let options = format!(
            "-c listen_addresses='' -c unix_socket_directories='{}' -c fsync=off \
             -c synchronous_commit=off -c full_page_writes=off -c max_connections=400 \
             -c shared_buffers=64MB",
            self.folder.display()
        );
        let mut start = self.as_postgres("pg_ctl");
        start
            .args(["start", "-w", "-t", "60", "-D"])
            .arg(self.data());
        run(start
            .arg("-l")
            .arg(self.folder.join("log"))
            .arg("-o")
            .arg(options));
        self.watch();
    }

    /// Stops the cluster when nobody has held the users' lock for ten looks in a row.
    #[expect(
        clippy::zombie_processes,
        reason = "it outlives this process, which is the point"
    )]
    fn watch(&self) {
        let script = "idle=0; while [ $idle -lt 10 ]; do sleep 2; \
            if flock -n -x \"$1/users.lock\" true; then idle=$((idle+1)); else idle=0; fi; done; \
            \"$2\" stop -m immediate -D \"$1/data\"; rm -rf \"$1/data\"";
        let mut watchman = self.as_postgres("sh");
        watchman
            .args(["-c", script, "watchman"])
            .arg(&self.folder)
            .arg(program("pg_ctl"));
        watchman.process_group(0).spawn().unwrap();
    }

    fn as_postgres(&self, name: &str) -> Command {
        let mut command = Command::new(program(name));
        command.current_dir(&self.folder);
        command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        // The server refuses to run as root.
        if let Some((user, group)) = postgres_user() {
            command.uid(user).gid(group);
        }
        command
    }

    /// The name of the database that tests copy, made once for each age of this binary.
    async fn template(&self) -> String {
        let binary = fs::metadata(std::env::current_exe().unwrap())
            .unwrap()
            .modified()
            .unwrap();
        let age = binary
            .duration_since(std::time::UNIX_EPOCH)
            .unwrap()
            .as_nanos();
        let name = format!("template_{age:x}");
        let done = self.folder.join("data").join(format!("{name}.done"));
        let path = self.folder.join("template.lock");
        let lock = File::create(path).unwrap();
        let _held = tokio::task::spawn_blocking(move || lock.lock().map(|()| lock))
            .await
            .unwrap()
            .unwrap();
        if !done.exists() {
            let admin = Database::connect(self.url("postgres")).await.unwrap();
            let drop = format!("DROP DATABASE IF EXISTS {name}");
            admin.execute_unprepared(&drop).await.unwrap();
            admin
                .execute_unprepared(&format!("CREATE DATABASE {name}"))
                .await
                .unwrap();
            admin.close().await.unwrap();
            let url = Secret::new(self.url(&name));
            let store = Store::connect(&url).await.unwrap();
            store.migrate(&url, &self.folder).await.unwrap();
            store.close().await.unwrap();
            fs::write(&done, "").unwrap();
        }
        name
    }

    fn url(&self, database: &str) -> String {
        let socket = self.folder.display().to_string().replace('/', "%2F");
        format!("postgres://hejie@{socket}/{database}")
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }
}

/// One cluster a checkout, so that two checkouts do not stop each other's.
fn folder() -> PathBuf {
    let checkout: u64 = env!("CARGO_MANIFEST_DIR")
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
    std::env::temp_dir().join(format!("hejie-pg-{checkout:x}"))
}

fn program(name: &str) -> PathBuf {
    let debian = Path::new("/usr/lib/postgresql/15/bin").join(name);
    if debian.exists() {
        debian
    } else {
        PathBuf::from(name)
    }
}

/// The user to run as when the tests run as root.
fn postgres_user() -> Option<(u32, u32)> {
    let id = |flag: &str, user: &[&str]| -> u32 {
        let output = Command::new("id").arg(flag).args(user).output().unwrap();
        String::from_utf8(output.stdout)
            .unwrap()
            .trim()
            .parse()
            .unwrap()
    };
    (id("-u", &[]) == 0).then(|| (id("-u", &["postgres"]), id("-g", &["postgres"])))
}

/// Hands the folder to the user that the server runs as; tests only need its lock files.
fn own(folder: &Path) {
    if let Some((user, group)) = postgres_user() {
        std::os::unix::fs::chown(folder, Some(user), Some(group)).unwrap();
    }
}

fn run(command: &mut Command) {
    let status = command
        .status()
        .unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(status.success(), "{command:?}: {status}");
}
