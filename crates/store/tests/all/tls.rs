//! TLS to PostgreSQL, with a server of its own whose certificate is signed by an authority of its own.

use crate::toys::MIGRATIONS;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;
use store::{Database, OpenError, Options, Store};
use testkit::postgres::Cluster;
use tokio_postgres::{Client, NoTls};

/// A folder of certificates, removed at the end.
struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _gone = std::fs::remove_dir_all(&self.0);
    }
}

/// An authority, and a certificate for `localhost` that it has signed. OpenSSL comes with PostgreSQL on Debian.
fn certificates() -> Folder {
    let folder = testkit::files::fresh("tls");
    std::fs::create_dir_all(&folder).unwrap();
    let openssl = |words: &str| {
        let made = Command::new("openssl").args(words.split(' ')).current_dir(&folder).output().unwrap();
        assert!(made.status.success(), "openssl {words}: {}", String::from_utf8_lossy(&made.stderr));
    };
    let key = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2";
    openssl(&format!("req -x509 {key} -keyout ca.key -out ca.pem -subj /CN=poems-test"));
    openssl(&format!(
        "req -x509 {key} -keyout server.key -out server.pem -subj /CN=localhost -addext subjectAltName=DNS:localhost \
         -CA ca.pem -CAkey ca.key -addext basicConstraints=critical,CA:FALSE"
    ));
    Folder(folder)
}

/// The server gets its files by its own hand, so that they are its own.
async fn turn_on(client: &Client, folder: &Path) {
    for name in ["server.key", "server.pem"] {
        let text = std::fs::read_to_string(folder.join(name)).unwrap();
        let put = format!(
            "COPY (SELECT unnest(string_to_array('{}', E'\\n'))) TO PROGRAM 'umask 077; cat > {name}'",
            text.trim_end()
        );
        client.batch_execute(&put).await.unwrap();
    }
    for setting in ["ssl_cert_file = 'server.pem'", "ssl_key_file = 'server.key'", "ssl = on"] {
        client.batch_execute(&format!("ALTER SYSTEM SET {setting}")).await.unwrap();
    }
    client.batch_execute("SELECT pg_reload_conf()").await.unwrap();
    for _ in 0..100 {
        if client.query_one("SHOW ssl", &[]).await.unwrap().get::<_, String>(0) == "on" {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the server does not take its certificate");
}

async fn open(url: &str) -> Result<Store, OpenError> {
    Store::open(Options::new(url.parse::<Database>().unwrap()).migrations(MIGRATIONS)).await
}

async fn refused(url: &str) -> String {
    open(url).await.unwrap_err().to_string()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_is_trusted_as_far_as_sslmode_says_postgres() {
    let cluster = tokio::task::spawn_blocking(Cluster::start).await.unwrap().unwrap();
    let (client, connection) = tokio_postgres::connect(cluster.url(), NoTls).await.unwrap();
    tokio::spawn(connection);
    client.batch_execute("CREATE DATABASE market").await.unwrap();
    let by_address = format!("{}/market", cluster.url().rsplit_once('/').unwrap().0);
    let by_name = by_address.replace("127.0.0.1", "localhost");

    let without = refused(&format!("{by_name}?sslmode=require")).await;
    assert!(without.contains("set TLS up on the server, or write sslmode=prefer"), "{without}");
    open(&by_address).await.unwrap().close().await;

    let folder = certificates();
    turn_on(&client, &folder.0).await;
    let authority = folder.0.join("ca.pem").display().to_string();
    let encrypted = "SELECT ssl FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE datname = 'market'";
    let cases = [
        (format!("{by_address}?sslmode=disable"), false),
        (by_address.clone(), true),
        (format!("{by_address}?sslmode=require"), true),
        (format!("{by_name}?sslmode=verify-full&sslrootcert={authority}"), true),
    ];
    for (url, is_encrypted) in cases {
        // What the store before has left.
        while client.query_opt(&format!("{encrypted} LIMIT 1"), &[]).await.unwrap().is_some() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        let store = open(&url).await.unwrap();
        let _kept = store.snapshot().await.unwrap();
        let found: Vec<bool> =
            client.query(encrypted, &[]).await.unwrap().iter().map(|row| row.get(0)).collect();
        assert!(!found.is_empty() && found.iter().all(|ssl| *ssl == is_encrypted), "{url}: {found:?}");
        store.close().await;
    }

    let stranger = refused(&format!("{by_name}?sslmode=verify-full")).await;
    assert!(stranger.contains("UnknownIssuer") && stranger.contains("sslrootcert=FILE"), "{stranger}");
    let other_name = refused(&format!("{by_address}?sslmode=verify-full&sslrootcert={authority}")).await;
    assert!(other_name.contains("by the name in the certificate"), "{other_name}");
    let nothing = refused(&format!("{by_name}?sslmode=verify-full&sslrootcert=/nowhere/ca.pem")).await;
    assert!(nothing.contains("sslrootcert=/nowhere/ca.pem"), "{nothing}");
    let key = folder.0.join("ca.key").display().to_string();
    let no_certificate = refused(&format!("{by_name}?sslmode=verify-full&sslrootcert={key}")).await;
    assert!(no_certificate.contains("holds no certificate"), "{no_certificate}");
}
