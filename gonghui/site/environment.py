"""What an operator may set: GONGHUI_* environment variables, each with its meaning."""

import base64
import binascii
import importlib.util
import ipaddress
from pathlib import Path
from typing import Any

import psycopg
from django.core.exceptions import ImproperlyConfigured
from psycopg import conninfo
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from gonghui.kernel.sealing import Keyring

from . import database, places

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


# A cable that was cut is noticed in seconds, not after the two hours of the operating system.
ALIVE = {"keepalives_idle": 2, "keepalives_interval": 2, "keepalives_count": 3, "tcp_user_timeout": 6000}
# Our own statements are prepared; a new plan for each call of theirs would cost as much as the call.
PLANNED_ONCE = "-c plan_cache_mode=force_generic_plan"


class Environment(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="GONGHUI_")

    database_url: str = Field("", description="PostgreSQL address; empty: the embedded server of the state folder")
    database_web_url: str = Field("", description="the same for the web's own role; empty: see docs/operations.md")
    database_worker_url: str = Field("", description="the same for the worker's own role")
    key: str = Field("", description="master key, 32 bytes in base64; empty: read from key_file")
    key_file: str = Field("", description="file that holds the master key; empty: <state>/key, made if there is none")
    state: str = Field("", description="folder for data, keys and collected files; empty: one of this checkout's own")
    demo: bool = Field(False, description="show the on-screen phone and the demo sign-ins; never on a real site")
    clock_file: str = Field("", description="demo only: file with seconds added to the time, to rehearse another day")
    debug: bool = Field(False, description="Django's debug pages; never on a real site")
    hosts: str = Field("localhost,127.0.0.1,[::1]", description="host names served, comma separated; * for any")
    origins: str = Field("", description="origins trusted for forms behind a proxy, comma separated")
    https: bool = Field(False, description="cookies only over HTTPS, HSTS on")
    proxies: str = Field("", description="addresses or networks of our own proxies: only they say who asks, and how")
    hotline: str = Field("12351", description="telephone number shown wherever a page says whom to ask")
    time_zone: str = Field("Asia/Shanghai", description="time zone of the pages")
    page_threads: int = Field(4, description="threads that make pages in each web process (serve sets it)")
    database_pool: int = Field(0, description="connections pooled per web process; 0: one per thread, kept")
    database_lock_seconds: float = Field(30, description="longest wait for a lock (serve sets it for its processes)")
    database_statement_seconds: float = Field(600, description="longest statement (serve sets it too)")
    database_idle_seconds: float = Field(600, description="longest pause within a transaction (serve sets it too)")
    test_database: str = Field("test_gonghui", description="name of the database the tests make")
    static_manifest: bool = Field(False, description="serve hashed, compressed static files (serve sets it)")
    log_level: str = Field("info", description="level of the log on standard error")
    codes_per_address: int = Field(
        1000, description="sign-in codes one address may ask for in an hour and leave unused; a hall shares one"
    )
    wrong_codes_per_address: int = Field(300, description="wrong sign-in codes one address may send in an hour")
    codes_unused: int = Field(20_000, description="sign-in codes the site may be asked for in a day and left unused")
    console_idle_minutes: float = Field(30, gt=0, description="the console asks for the password after so long unused")
    counter_idle_minutes: float = Field(720, gt=0, description="the same at counters, of staff: a shift")
    money_proof_minutes: float = Field(10, gt=0, description="acts that move money ask for a password so lately given")
    sms_to_strangers: int = Field(2_000, description="SMS a day to numbers that anybody can type at a door")
    sms_backend: str = Field("file", description="demo, file or aliyun")
    sms_file: str = Field("", description="folder the file backend writes messages to; empty: <state>/sms")
    map_tiles: str = Field("", description="address of map tiles with {z}, {x}, {y}; empty: our own boundaries")
    map_datum: str = Field("wgs84", description="grid of those tiles: wgs84, gcj02 or bd09")
    map_credit: str = Field("", description="whose map it is and its approval number, shown on it")
    files_folder: str = Field("", description="folder for what people attach; empty: <state>/files")
    files_bucket: str = Field("", description="bucket of an S3-compatible store, instead of the folder")
    files_prefix: str = Field("", description="what the names in the bucket begin with")
    files_endpoint: str = Field("", description="address of the store; empty: Amazon's own")
    files_region: str = Field("", description="region of the bucket")
    files_addressing: str = Field("auto", description="auto, path or virtual: where the bucket stands in an address")
    files_key_id: str = Field("", description="access key id of the store")
    files_key_secret: str = Field("", description="access key secret of the store")
    aliyun_endpoint: str = Field("https://dysmsapi.aliyuncs.com", description="SMS service address")
    aliyun_access_key_id: str = Field("", description="access key id")
    aliyun_access_key_secret: str = Field("", description="access key secret")
    aliyun_sign_name: str = Field("", description="approved SMS signature")
    aliyun_templates: str = Field("{}", description='JSON: {"fairs.signed_up": "SMS_1234", …}')

    def state_folder(self) -> Path:
        return places.state_folder()

    def static_root(self) -> Path:
        return self.state_folder() / "static"

    def master_key(self) -> bytes:
        """32 bytes. Raises ImproperlyConfigured, which says where they were looked for."""
        path = Path(self.key_file) if self.key_file else self.state_folder() / "key"
        try:
            key = base64.b64decode(self.key or path.read_text().strip(), validate=True)
        except OSError as error:
            raise ImproperlyConfigured(
                f"the master key {path} cannot be read ({error.strerror}); bin/gonghui makes one by itself"
            ) from error
        except (binascii.Error, UnicodeDecodeError) as error:
            raise ImproperlyConfigured(
                f"the master key in {'GONGHUI_KEY' if self.key else path} is no base64"
            ) from error
        if len(key) != 32:
            raise ImproperlyConfigured(f"the master key in {'GONGHUI_KEY' if self.key else path} has not 32 bytes")
        return key

    def keyring(self) -> Keyring:
        return Keyring(self.master_key())

    def hosts_list(self) -> list[str]:
        return [host.strip() for host in self.hosts.split(",") if host.strip()]

    def proxies_list(self) -> list[Network]:
        """Raises ImproperlyConfigured."""
        try:
            return [ipaddress.ip_network(one.strip()) for one in self.proxies.split(",") if one.strip()]
        except ValueError as error:
            raise ImproperlyConfigured(f"GONGHUI_PROXIES: {error}") from error

    def origins_list(self) -> list[str]:
        return [origin.strip() for origin in self.origins.split(",") if origin.strip()]

    def tile_hosts(self) -> list[str]:
        """The origin of the map's tiles, for the content security policy; one per server name of {s}."""
        scheme, _slashes, rest = self.map_tiles.partition("://")
        host = rest.partition("/")[0].replace("{s}", "*")
        return [f"{scheme}://{host}"] if scheme in ("http", "https") and host else []

    def files(self) -> dict[str, Any]:
        """Django's entry for what people attach: a folder, or the bucket that is named. Raises ImproperlyConfigured."""
        if not self.files_bucket:
            folder = self.files_folder or str(self.state_folder() / places.FILES)
            return {"BACKEND": "gonghui.primitives.files.disk.Disk", "OPTIONS": {"location": folder}}
        if importlib.util.find_spec("storages") is None or importlib.util.find_spec("boto3") is None:
            raise ImproperlyConfigured("GONGHUI_FILES_BUCKET needs the packages of requirements-s3.lock")
        options = {
            "bucket_name": self.files_bucket,
            "location": self.files_prefix.strip("/"),
            "endpoint_url": self.files_endpoint or None,
            "region_name": self.files_region or None,
            "addressing": self.files_addressing,
            "access_key": self.files_key_id or None,
            "secret_key": self.files_key_secret or None,
        }
        return {"BACKEND": "gonghui.primitives.files.bucket.Bucket", "OPTIONS": options}

    def sms(self) -> dict[str, Any]:
        return {
            "backend": self.sms_backend,
            "folder": self.sms_file or str(self.state_folder() / "sms"),
            "endpoint": self.aliyun_endpoint,
            "access_key_id": self.aliyun_access_key_id,
            "access_key_secret": self.aliyun_access_key_secret,
            "sign_name": self.aliyun_sign_name,
            "templates": self.aliyun_templates,
        }

    def bounds(self) -> list[str]:
        """What no statement of ours waits or runs beyond, as the server is told at the start of each connection."""
        named = {
            "lock_timeout": self.database_lock_seconds,
            "statement_timeout": self.database_statement_seconds,
            "idle_in_transaction_session_timeout": self.database_idle_seconds,
        }
        return [f"-c {name}={round(seconds * 1000)}" for name, seconds in named.items()] + [PLANNED_ONCE]

    def database(self) -> dict[str, Any]:
        """Django's entry for GONGHUI_DATABASE_URL, or for the embedded server of the state folder."""
        try:
            parts = conninfo.conninfo_to_dict(self.database_url or database.url(self.state_folder()))
        except psycopg.ProgrammingError as error:
            raise ImproperlyConfigured(f"GONGHUI_DATABASE_URL cannot be read: {error}") from error
        entry = {key.upper(): str(parts.pop(key, "")) for key in ("user", "password", "host", "port")}
        options: dict[str, Any] = {
            "connect_timeout": 5,
            "application_name": "gonghui",
            "prepare_threshold": 5,  # Django forbids it by default; primitives/statements.py prepares
        } | ALIVE
        if self.database_pool:
            options["pool"] = {"min_size": 1, "max_size": self.database_pool, "timeout": 4}
        options["options"] = " ".join([*self.bounds(), str(parts.pop("options", ""))]).strip()
        return entry | {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.pop("dbname", "gonghui"),
            "OPTIONS": options | parts,
            "CONN_MAX_AGE": 0 if self.database_pool else 600,
            "CONN_HEALTH_CHECKS": not self.database_pool,
        }
